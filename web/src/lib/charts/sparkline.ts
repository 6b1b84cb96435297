/** The geometry of a sparkline: pure numbers, drawn by Sparkline.svelte on the server. */
import { isSettled, type Figure } from '../review/series.ts'

export interface Spark {
  /** Path data of stretches between settled periods. */
  readonly solid: string
  /** Path data of stretches that touch a period which is not settled. */
  readonly dashed: string
  readonly hollow: readonly Point[]
  /** The newest settled point. */
  readonly last: Point | null
  readonly targetY: number | null
}

export interface Point {
  readonly x: number
  readonly y: number
}

interface SparkPoint extends Point {
  readonly isSettled: boolean
}

/** @param width,height of the drawing in pixels; `inset` pixels stay free on each side for dots */
export function spark(figures: readonly Figure[], width: number, height: number, inset = 3): Spark {
  const values = figures.flatMap(({ value }) => (value === null ? [] : [value]))
  if (values.length === 0) return { solid: '', dashed: '', hollow: [], last: null, targetY: null }
  const target = figures.findLast((each) => each.target !== null)?.target ?? null
  const low = Math.min(...values)
  const high = Math.max(...values)
  const round = (each: number) => Math.round(each * 10) / 10
  const y = (value: number) => round(high === low ? height / 2 : inset + ((high - value) / (high - low)) * (height - 2 * inset))
  const x = (index: number) =>
    round(figures.length === 1 ? width / 2 : inset + (index / (figures.length - 1)) * (width - 2 * inset))

  const points: (SparkPoint | null)[] = figures.map((figure, index) =>
    figure.value === null ? null : { x: x(index), y: y(figure.value), isSettled: isSettled(figure) },
  )
  const path = (belongs: (from: SparkPoint, to: SparkPoint) => boolean) => {
    let data = ''
    let isDrawing = false
    points.forEach((to, index) => {
      const from = points[index - 1]
      const hasStretch = to !== null && from !== null && from !== undefined && belongs(from, to)
      if (hasStretch) data += isDrawing ? `L${to.x} ${to.y}` : `M${from.x} ${from.y}L${to.x} ${to.y}`
      isDrawing = hasStretch
    })
    return data
  }
  const solid = path((from, to) => from.isSettled && to.isSettled)
  const dashed = path((from, to) => !from.isSettled || !to.isSettled)
  const isWithin = target !== null && target >= low && target <= high
  return {
    solid,
    dashed,
    hollow: points.flatMap((point) => (point === null || point.isSettled ? [] : [{ x: point.x, y: point.y }])),
    last: points.findLast((point) => point?.isSettled === true) ?? null,
    targetY: isWithin ? y(target) : null,
  }
}
