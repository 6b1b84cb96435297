import { alarms as en } from '../en/alarms.ts'
import { byLanguage } from '../texts.ts'
import { alarms as zhCN } from '../zh-CN/alarms.ts'

export const alarmsTexts = byLanguage(zhCN, en)
