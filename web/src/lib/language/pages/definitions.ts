import { definitions as en } from '../en/definitions.ts'
import { byLanguage } from '../texts.ts'
import { definitions as zhCN } from '../zh-CN/definitions.ts'

export const definitionsTexts = byLanguage(zhCN, en)
