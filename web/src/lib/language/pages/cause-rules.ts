import { causeRules as en } from '../en/cause-rules.ts'
import { byLanguage } from '../texts.ts'
import { causeRules as zhCN } from '../zh-CN/cause-rules.ts'

export const causeRulesTexts = byLanguage(zhCN, en)
