import { entitlement as en } from '../en/entitlement.ts'
import { byLanguage } from '../texts.ts'
import { entitlement as zhCN } from '../zh-CN/entitlement.ts'

export const entitlementTexts = byLanguage(zhCN, en)
