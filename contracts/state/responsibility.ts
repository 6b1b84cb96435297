/** Whose a complaint can turn out to be, once somebody settles it. Without imports: pages load it. */
export const RESPONSIBILITIES = ['service', 'product', 'part', 'logistics', 'customer', 'information', 'policy'] as const
export type Responsibility = (typeof RESPONSIBILITIES)[number]
