/** Sends a form action from a script: what the server kept, or why it did not. Never throws. */
import { deserialize } from '$app/forms'

export type Posted<Told> = { readonly ok: true; readonly told: Told } | { readonly ok: false; readonly message: string }

/** @param unreachable what is said when no answer comes */
export async function post<Told>(
  action: string,
  fields: Readonly<Record<string, string>>,
  unreachable: string,
): Promise<Posted<Told>> {
  try {
    // Kept alive: a decision sent while the page is being left still arrives.
    const response = await fetch(action, {
      method: 'POST',
      body: new URLSearchParams(fields),
      headers: { accept: 'application/json' },
      keepalive: true,
    })
    // The server's own actions answer it: what they tell has the type that the caller names.
    const result = deserialize<Told & Record<string, unknown>, { message: string }>(await response.text())
    if (result.type === 'success' && result.data !== undefined) return { ok: true, told: result.data }
    if (result.type === 'failure') return { ok: false, message: result.data?.message ?? unreachable }
    if (result.type === 'error') return { ok: false, message: result.error.message }
    return { ok: false, message: unreachable }
  } catch {
    return { ok: false, message: unreachable }
  }
}
