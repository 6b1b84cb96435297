import { costChange as en } from '../en/cost-change.ts'
import { byLanguage } from '../texts.ts'
import { costChange as zhCN } from '../zh-CN/cost-change.ts'

export const costChangeTexts = byLanguage(zhCN, en)
