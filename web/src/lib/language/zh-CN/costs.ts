export const costs = {
  title: '成本与配件',
}
