import { technicians as en } from '../en/technicians.ts'
import { byLanguage } from '../texts.ts'
import { technicians as zhCN } from '../zh-CN/technicians.ts'

export const techniciansTexts = byLanguage(zhCN, en)
