/** Colours that no token has: what a test finds in an option came from here. */
import type { Palette } from '../../../web/src/lib/charts/option.ts'

export const palette: Palette = {
  ink: '#111111',
  muted: '#555555',
  line: '#dddddd',
  surface: '#ffffff',
  series: '#334455',
  target: '#778899',
  better: '#0000ff',
  worse: '#ff8800',
  neutral: '#888888',
  quiet: '#aaaaaa',
  categories: ['#100001', '#200002', '#300003', '#400004', '#500005', '#600006', '#700007', '#800008'],
  font: 'sans-serif',
}
