/**
 * Choices that a reader makes while the page is on screen but its script is still on the way: they are kept and applied.
 * `<select value={…}>` would set them back when the script comes alive, so such a form has `selected` on its options instead.
 */
import { untrack } from 'svelte'
import type { Attachment } from 'svelte/attachments'

/** Follows what the address asks for, from the second time on: at first the reader may have chosen already. */
export function follows(asked: () => string): Attachment<HTMLSelectElement> {
  let isFirst = true
  return (select) => {
    const wanted = asked()
    if (!isFirst) select.value = wanted
    isFirst = false
  }
}

/** @param send applies the whole form; called once, when a choice in it is not the one that came with the page */
export const takesOver =
  (send: (form: HTMLFormElement) => void): Attachment<HTMLFormElement> =>
  (form) => {
    if (![...form.querySelectorAll('select')].some(isChanged)) return
    // The router begins after everything on the page has come alive.
    const later = setTimeout(() => {
      untrack(() => {
        send(form)
      })
    })
    return () => {
      clearTimeout(later)
    }
  }

/** The option that came with the page has the attribute `selected`; where none has, it is the first. */
function isChanged(select: HTMLSelectElement): boolean {
  const options = [...select.options]
  return (options.find(({ defaultSelected }) => defaultSelected) ?? options[0]) !== select.selectedOptions[0]
}

/** What the form says of these names; an empty value takes the name out of the address. */
export function choicesIn(form: HTMLFormElement, names: readonly string[]): Readonly<Record<string, string | null>> {
  const given = new FormData(form)
  return Object.fromEntries(
    names.map((name) => {
      const value = given.get(name)
      return [name, typeof value === 'string' && value.trim() !== '' ? value : null]
    }),
  )
}
