/** A part of a page that succeeds or fails by itself. */
export type Panel<T> =
  { readonly state: 'ready'; readonly data: T } | { readonly state: 'failed'; readonly code: string; readonly reference: string }
