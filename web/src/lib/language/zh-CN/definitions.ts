export const definitions = {
  title: '指标定义',
}
