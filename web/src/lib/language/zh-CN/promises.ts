export const promises = {
  title: '承诺履约',
}
