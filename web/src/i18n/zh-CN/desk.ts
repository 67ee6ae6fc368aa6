export default {
  nav: '工作台',
  tab: '工作',
}
