import { costs as en } from '../en/costs.ts'
import { byLanguage } from '../texts.ts'
import { costs as zhCN } from '../zh-CN/costs.ts'

export const costsTexts = byLanguage(zhCN, en)
