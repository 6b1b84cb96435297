import { causeReview as en } from '../en/cause-review.ts'
import { byLanguage } from '../texts.ts'
import { causeReview as zhCN } from '../zh-CN/cause-review.ts'

export const causeReviewTexts = byLanguage(zhCN, en)
