import { health as en } from '../en/health.ts'
import { byLanguage } from '../texts.ts'
import { health as zhCN } from '../zh-CN/health.ts'

export const healthTexts = byLanguage(zhCN, en)
