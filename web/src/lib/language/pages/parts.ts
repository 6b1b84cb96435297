import { parts as en } from '../en/parts.ts'
import { byLanguage } from '../texts.ts'
import { parts as zhCN } from '../zh-CN/parts.ts'

export const partsTexts = byLanguage(zhCN, en)
