import { deciding as en } from '../en/deciding.ts'
import { byLanguage } from '../texts.ts'
import { deciding as zhCN } from '../zh-CN/deciding.ts'

export const decidingTexts = byLanguage(zhCN, en)
