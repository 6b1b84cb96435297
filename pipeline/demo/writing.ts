/** What customers write: fault reports, complaints and words in surveys, put together from pieces. */
import type { Customer, Job, Mode } from './job.ts'
import type { Chance } from './random.ts'
import type { CauseWords, Fault, Phrases } from './vocabulary.ts'

interface Setting {
  readonly product: string
  readonly model: string
  readonly customer: Customer
  readonly symptom?: string
}

const typed = /制冷|漏水|遥控|安排|师傅|压缩机|显示|噪音|滤网|尽快|今天|上门|一直|怎么/

export class Writing {
  readonly #phrases: Phrases
  readonly #typos: readonly (readonly [string, string])[]

  constructor(phrases: Phrases) {
    this.#phrases = phrases
    this.#typos = Object.entries(phrases.fault.typos)
  }

  /** A report in the customer's words; about one in fifteen gives a phone number, a name or an address. */
  fault(job: Pick<Job, 'customer' | 'unit' | 'mode' | 'fault'>, chance: Chance): string {
    const { fault: pieces } = this.#phrases
    const setting: Setting = { product: job.unit.family.name, model: job.unit.model, customer: job.customer }
    if (job.fault === null) return this.#errand(job.mode, setting, chance)
    if (chance.happens(0.03)) return this.#fill(chance.pick(pieces.english), { ...setting, symptom: job.fault.en }, chance)
    const subject = chance.pick(pieces.subjects)
    // the machine is named once
    const symptom =
      subject === '' ? this.#symptom(job.fault, chance) : this.#symptom(job.fault, chance).replace(setting.product, '')
    let text = chance.pick(pieces.openers) + subject
    const since = chance.pick(pieces.since)
    text += since !== '' && chance.happens(0.5) ? `${since}，${symptom}` : symptom + (since === '' ? '' : `，${since}`)
    text += chance.pick(pieces.tried) + chance.pick(pieces.demands)
    if (chance.happens(0.06)) text += chance.pick(pieces.dialect)
    if (chance.happens(0.07)) text += `，${chance.pick(pieces.contacts)}`
    return this.#mistyped(tidied(this.#fill(text + chance.pick(pieces.tails), setting, chance)), chance)
  }

  #symptom(fault: Fault, chance: Chance): string {
    const first = chance.pick(fault.words)
    if (!chance.happens(0.3)) return first
    const second = chance.pick(fault.words)
    return second === first ? first : `${first}，${second}`
  }

  #errand(mode: Mode, setting: Setting, chance: Chance): string {
    const { other, demands, tails, contacts } = this.#phrases.fault
    const errands = mode in other ? other[mode as keyof typeof other] : other.consultation
    const contact = chance.happens(0.1) ? `，${chance.pick(contacts)}` : ''
    return tidied(this.#fill(chance.pick(errands) + chance.pick(demands) + contact + chance.pick(tails), setting, chance))
  }

  /**
   * One in sixteen says nothing that a cause could be told from, one in twenty-five is in English, one in ten speaks of a second cause.
   * @param second that cause, when it is wanted
   */
  complaint(
    cause: CauseWords,
    job: Pick<Job, 'customer' | 'unit'>,
    chance: Chance,
    second: (chance: Chance) => CauseWords,
  ): string {
    const { complaint } = this.#phrases
    const setting: Setting = { product: job.unit.family.name, model: job.unit.model, customer: job.customer }
    const isVague = chance.happens(0.06)
    if (chance.happens(0.04)) {
      const told = isVague || cause.en.length === 0 ? complaint.vague_english : cause.en
      return this.#fill(chance.pick(told), setting, chance)
    }
    const product = chance.happens(0.6) ? `${setting.product}${chance.happens(0.3) ? setting.model : ''}，` : ''
    const history = chance.happens(0.3) ? `，${chance.pick(this.#phrases.fault.since) || '已经反映过两次'}` : ''
    const beside = chance.happens(0.1) ? chance.pick(complaint.beside) + chance.pick(second(chance).words) : ''
    const told = isVague ? chance.pick(complaint.vague) : chance.pick(cause.words) + beside
    const text = chance.pick(complaint.openers) + product + told + history
    const ending = chance.pick(complaint.endings)
    return this.#mistyped(tidied(this.#fill(`${text}${chance.happens(0.4) ? '！' : '。'}${ending}`, setting, chance)), chance)
  }

  survey(overall: number, customer: Customer, chance: Chance): string {
    const { good, fair, bad } = this.#phrases.survey
    const words = chance.pick(overall >= 4 ? good : overall === 3 ? fair : bad)
    return this.#fill(words + (chance.happens(0.25) ? '！' : ''), { product: '', model: '', customer }, chance)
  }

  #mistyped(text: string, chance: Chance): string {
    if (!chance.happens(0.05) || !typed.test(text)) return text
    const [right, wrong] = chance.pick(this.#typos)
    return text.replace(right, wrong)
  }

  #fill(text: string, { product, model, customer, symptom }: Setting, chance: Chance): string {
    if (!text.includes('{')) return text
    return text.replace(/\{(\w+)\}/g, (whole, name: string) => {
      if (name === 'product') return product
      if (name === 'model') return model
      if (name === 'days') return String(chance.whole(2, 12))
      if (name === 'name') return customer.name
      if (name === 'surname') return customer.name.slice(0, 1)
      if (name === 'phone') return chance.happens(0.2) ? spaced(customer.phone) : customer.phone
      if (name === 'address') return customer.address
      return name === 'symptom' ? (symptom ?? '') : whole
    })
  }
}

const spaced = (phone: string) => `${phone.slice(0, 3)} ${phone.slice(3, 7)} ${phone.slice(7)}`

/** Pieces end and begin with punctuation of their own. */
const tidied = (text: string) =>
  text
    .replace(/，+(?=[，。！？?!…～ ]|$)/g, '')
    .replace(/^，/, '')
    .replace(/([？?])[。]/, '$1')
