import { cases as en } from '../en/cases.ts'
import { byLanguage } from '../texts.ts'
import { cases as zhCN } from '../zh-CN/cases.ts'

export const casesTexts = byLanguage(zhCN, en)
