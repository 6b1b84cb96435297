export const satisfaction = {
  title: '满意度',
}
