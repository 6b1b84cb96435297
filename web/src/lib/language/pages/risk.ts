import { risk as en } from '../en/risk.ts'
import { byLanguage } from '../texts.ts'
import { risk as zhCN } from '../zh-CN/risk.ts'

export const riskTexts = byLanguage(zhCN, en)
