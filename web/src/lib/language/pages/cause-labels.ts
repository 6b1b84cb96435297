import { causeLabels as en } from '../en/cause-labels.ts'
import { byLanguage } from '../texts.ts'
import { causeLabels as zhCN } from '../zh-CN/cause-labels.ts'

export const causeLabelsTexts = byLanguage(zhCN, en)
