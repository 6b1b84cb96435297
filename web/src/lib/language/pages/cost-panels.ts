import { costPanels as en } from '../en/cost-panels.ts'
import { byLanguage } from '../texts.ts'
import { costPanels as zhCN } from '../zh-CN/cost-panels.ts'

export const costPanelTexts = byLanguage(zhCN, en)
