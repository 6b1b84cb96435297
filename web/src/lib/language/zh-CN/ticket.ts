export const ticket = {
  title: '工单详情',
}
