export const complaints = {
  title: '投诉',
}
