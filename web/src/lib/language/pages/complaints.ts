import { complaints as en } from '../en/complaints.ts'
import { byLanguage } from '../texts.ts'
import { complaints as zhCN } from '../zh-CN/complaints.ts'

export const complaintsTexts = byLanguage(zhCN, en)
