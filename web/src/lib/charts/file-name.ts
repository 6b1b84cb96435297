/** What a downloaded chart is called. */
export type Format = 'png' | 'svg' | 'csv'

/** What no file system takes, and what would name a folder. */
const UNFIT = /[\\/:*?"<>|\s\p{Cc}]+/gu

export const fitFileName = (name: string, format: Format): string =>
  `${name.replace(UNFIT, '-').replace(/^[-.]+|[-.]+$/g, '') || 'chart'}.${format}`
