import { ticket as en } from '../en/ticket.ts'
import { byLanguage } from '../texts.ts'
import { ticket as zhCN } from '../zh-CN/ticket.ts'

export const ticketTexts = byLanguage(zhCN, en)
