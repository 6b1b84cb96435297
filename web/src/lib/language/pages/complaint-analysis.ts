import { complaintAnalysis as en } from '../en/complaint-analysis.ts'
import { byLanguage } from '../texts.ts'
import { complaintAnalysis as zhCN } from '../zh-CN/complaint-analysis.ts'

export const complaintAnalysisTexts = byLanguage(zhCN, en)
