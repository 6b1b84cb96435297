import { expect, test } from 'vitest'
import { engine } from '../../../pipeline/source/engine.ts'
import { maskMacros } from '../../../pipeline/validate/mask.ts'

async function mask(texts: readonly string[]): Promise<string[]> {
  return engine(async (connection) => {
    for (const macro of maskMacros()) await connection.run(macro)
    const masked: string[] = []
    for (const text of texts) {
      const reader = await connection.runAndReadAll('SELECT aftercare_mask($text::VARCHAR)', { text })
      masked.push(String(reader.getRows()[0]?.[0]))
    }
    return masked
  })
}

const check = async (expected: readonly (readonly [string, string])[]) => {
  expect(await mask(expected.map(([text]) => text))).toEqual(expected.map(([, masked]) => masked))
}

test('telephone numbers', () =>
  check([
    ['联系电话13800138000，空调不制冷', '联系电话[phone]，空调不制冷'],
    ['手机:138-0013-8000或13900139000', '手机:[phone]或[phone]'],
    ['请打138 0013 8000', '请打[phone]'],
    ['138.0013.8000，138 00138000，138-00138000，1380013 8000', '[phone]，[phone]，[phone]，[phone]'],
    ['+86 13800138000', '[phone]'],
    ['+8613800138000,8613800138000', '[phone],[phone]'],
    ['座机0755-26541234转801', '座机[phone]'],
    ['电话(010)62345678', '电话[phone]'],
    ['电话（021）62345678，晚上打', '电话[phone]，晚上打'],
    ['电话：26541234', '电话：[phone]'],
    ['１３８００１３８０００', '[phone]'],
    ['call me at 415 555 2671 please', 'call me at [phone] please'],
    ['Tel. 2654 1234', 'Tel. [phone]'],
    ['+1 415 555 2671', '[phone]'],
    ['(415) 555-2671 or 415-555-2671', '[phone] or [phone]'],
    ['+44 20 7946 0958', '[phone]'],
    ['07700 900123', '[phone]'],
    ['+4915123456789', '[phone]'],
    // A hotline is no person's, but has the shape of a number.
    ['400-812-3456', '[phone]'],
  ]))

test('identity numbers and mail addresses', () =>
  check([
    ['身份证440301199001011234已登记', '身份证[id]已登记'],
    ['44030119900101123X', '[id]'],
    ['44030119900101123x。', '[id]。'],
    ['旧证440301900101123', '旧证[id]'],
    ['写信到zhang.san@example.com.cn吧', '写信到[mail]吧'],
    ['<a_b+c@mail.example.org>', '<[mail]>'],
  ]))

test('Chinese addresses, whole and short', () =>
  check([
    ['广东省深圳市南山区科技园路12号3栋502室，空调不制冷', '[address]，空调不制冷'],
    ['上海市浦东新区世纪大道100号', '[address]'],
    ['地址：朝阳区建国路88号院5号楼1203', '地址：[address]'],
    ['人民路12号漏水', '[address]漏水'],
    ['送到：阳光小区3栋2单元502室', '送到：[address]'],
    ['3栋2单元501，门铃坏', '[address]，门铃坏'],
    ['徐汇区漕溪北路18弄3号502室', '[address]'],
    ['李家村12号', '[address]'],
    ['住文三路25号3幢402', '[address]'],
    ['住杭州市西湖区文三路 25 号 3 幢 402 室', '[address]'],
    ['中山一路8号，漏水', '[address]，漏水'],
    ['中山路五十号', '[address]'],
    ['龙湾半岛 34 栋 1 单元 1701', '龙湾半岛 [address]'],
    ['幸福里小区三栋二单元四零二', '[address]'],
    ['邮编518057', '[address]'],
    ['深圳市南山区科技路漏水', '[address]漏水'],
  ]))

test('English addresses', () =>
  check([
    ['59 Neponset Ave  Dorchester', '[address]  Dorchester'],
    ['I live at 12 Main Street, Apt 5. It leaks.', 'I live at [address]. It leaks.'],
    ['221B Baker Street', '[address]'],
    ['130 Mount Pleasant Ave', '[address]'],
    ['10 West 3rd St', '[address]'],
    ['1600 Pennsylvania Drive', '[address]'],
    ['PO Box 1234', '[address]'],
    ['5 main street', '[address]'],
  ]))

test('what only looks like it stays', async () => {
  const texts = [
    'E18故障',
    '显示E1，型号KFR-35GW/BP2',
    'SN20190812000123',
    'serial 1234567890',
    '机号：2019081200012',
    '价格1299.50元',
    '退款13800元',
    '2024-01-02 10:30:00',
    '2024年3月5日',
    '2024/05/06',
    '订单号 202405061234567',
    'order 2020050612345',
    '1号线路2号端子松动',
    '电路板5号',
    '厨房水路2号阀',
    '管道3号',
    '打开3号门',
    '8号电机',
    '第3街道办',
    '路由器2号口',
    '一路走好',
    '第三路2号阀',
    '价格1399 1499 159元',
    '三号线路一号端子',
    '电路一号板',
    'replaced 1 Hard Drive',
    '5 times on the way',
    '12 months warranty, Road test',
    'P/N 0045-2210-33',
    'part no 9823-11-22',
    'version 10.2.3.4',
    'Room 12',
    '3 years old, 2 visits',
    '温度 26 度',
    '220V 50Hz',
    '1000000000',
    '噪音65分贝',
    '水压0.02-0.8MPa',
    'temp +10 20',
    '3号楼',
    '@客服',
    '门把手松动，客户很生气',
    'fridge does not cool',
    '',
    '上门2次，未修好',
    '拆机后2小时',
    '更换电容35uF/450V',
    '误差 +0.5',
    '错误代码 0x80070005',
  ]
  expect(await mask(texts)).toEqual(texts)
})

test('no value stays none', () =>
  engine(async (connection) => {
    for (const macro of maskMacros()) await connection.run(macro)
    const reader = await connection.runAndReadAll('SELECT aftercare_mask(NULL::VARCHAR)')
    expect(reader.getRows()[0]?.[0]).toBeNull()
  }))
