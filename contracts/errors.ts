/**
 * One error class for everything a person may have to act on.
 *
 * Every error carries a stable code (`area.what`), the value that caused it and what to do next, in that order of
 * importance. Codes are listed in docs/errors.md; a test fails when one is missing there.
 */
export type ExitCode = 1 | 2 | 3

export interface AftercareErrorDetail {
  /** The offending value, as the person wrote it; never personal data. */
  readonly value?: string
  /** Where it stands: file, key, row. */
  readonly where?: string
  /** What to do next, one imperative sentence. */
  readonly remedy: string
  /** Process exit code when the command line ends with this error (design: 1 check failed, 2 usage or configuration, 3 source unreadable). */
  readonly exitCode?: ExitCode
  readonly cause?: unknown
}

export class AftercareError extends Error {
  override readonly name = 'AftercareError'
  readonly code: string
  readonly value: string | undefined
  readonly where: string | undefined
  readonly remedy: string
  readonly exitCode: ExitCode

  constructor(code: string, message: string, detail: AftercareErrorDetail) {
    super(message, detail.cause === undefined ? undefined : { cause: detail.cause })
    this.code = code
    this.value = detail.value
    this.where = detail.where
    this.remedy = detail.remedy
    this.exitCode = detail.exitCode ?? 2
  }

  /** Plain text for a terminal: code, what, where, value, remedy. */
  explain(): string {
    const lines = [`${this.code}: ${this.message}`]
    if (this.where !== undefined) lines.push(`  at     ${this.where}`)
    if (this.value !== undefined) lines.push(`  value  ${this.value}`)
    lines.push(`  do     ${this.remedy}`)
    return lines.join('\n')
  }
}
