import { taxonomy as en } from '../en/taxonomy.ts'
import { byLanguage } from '../texts.ts'
import { taxonomy as zhCN } from '../zh-CN/taxonomy.ts'

export const taxonomyTexts = byLanguage(zhCN, en)
