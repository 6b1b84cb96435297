import { tickets as en } from '../en/tickets.ts'
import { byLanguage } from '../texts.ts'
import { tickets as zhCN } from '../zh-CN/tickets.ts'

export const ticketsTexts = byLanguage(zhCN, en)
