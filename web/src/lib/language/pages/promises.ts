import { promises as en } from '../en/promises.ts'
import { byLanguage } from '../texts.ts'
import { promises as zhCN } from '../zh-CN/promises.ts'

export const promisesTexts = byLanguage(zhCN, en)
