import { period as en } from '../en/period.ts'
import { byLanguage } from '../texts.ts'
import { period as zhCN } from '../zh-CN/period.ts'

export const periodTexts = byLanguage(zhCN, en)
