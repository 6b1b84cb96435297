import { AftercareError } from '../../contracts/errors.ts'

/** A whole number from 0, or undefined when the option is not given. Throws `cli.not_a_number`. */
export function wholeNumber(option: string, value: string | undefined): number | undefined {
  if (value === undefined) return undefined
  const number = Number(value)
  if (/^\d+$/.test(value) && Number.isSafeInteger(number)) return number
  throw new AftercareError('cli.not_a_number', 'a whole number is expected', {
    value,
    where: `--${option}`,
    remedy: 'Write digits only.',
  })
}
