export const technicians = {
  title: '技术人员',
}
