/**
 * What a job may ask of the world outside: the clock and the terminal. Handed in as one argument, so that a test can
 * stop the clock and read the lines.
 */
export interface Effects {
  now(): Date
  /** One finished thing, one plain line. */
  log(line: string): void
  /**
   * How far a step has come. A terminal shows it in place; elsewhere there is one line, when `done` reaches `total`.
   * @param step what is being done, without trailing punctuation
   * @param total null while unknown
   */
  progress(step: string, done: number, total: number | null): void
}

/** Effects on the real clock; lines go to standard error, so that standard output carries results only. */
export function systemEffects(options: { quiet?: boolean } = {}): Effects {
  const out = process.stderr
  const silent = options.quiet ?? false
  let open = false
  const clear = () => {
    if (open) out.write('\r\u001b[2K')
    open = false
  }
  return {
    now: () => new Date(),
    log(line) {
      if (silent) return
      clear()
      out.write(`${line}\n`)
    },
    progress(step, done, total) {
      if (silent) return
      const line = total === null ? `${step} ${done}` : `${step} ${done}/${total}`
      if (done === total) {
        clear()
        out.write(`${line}\n`)
      } else if (out.isTTY) {
        clear()
        out.write(line)
        open = true
      }
    },
  }
}
