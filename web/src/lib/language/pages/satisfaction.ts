import { satisfaction as en } from '../en/satisfaction.ts'
import { byLanguage } from '../texts.ts'
import { satisfaction as zhCN } from '../zh-CN/satisfaction.ts'

export const satisfactionTexts = byLanguage(zhCN, en)
