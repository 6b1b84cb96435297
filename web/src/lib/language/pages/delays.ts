import { delays as en } from '../en/delays.ts'
import { byLanguage } from '../texts.ts'
import { delays as zhCN } from '../zh-CN/delays.ts'

export const delaysTexts = byLanguage(zhCN, en)
