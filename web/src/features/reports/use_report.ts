// Asks the server for a report, again whenever the question changes. What was there stays in sight
// until the answer comes.
import { keepPreviousData, useQuery } from '@tanstack/vue-query'
import { computed, type Ref } from 'vue'
import { reportApi, type ReportFilter, type ReportName } from '@/protocol/report_api'
import { api } from '@/services/connection'
import { faultOf } from '@/services/fault'

export interface Question {
  report: ReportName
  filter: ReportFilter
}

export function useReport(question: Readonly<Ref<Question | null>>) {
  const calls = reportApi(api)
  const query = useQuery({
    queryKey: computed(() => ['report', question.value]),
    queryFn: ({ signal }) => {
      const { report, filter } = question.value as Question
      return calls.report(report, filter, signal)
    },
    enabled: computed(() => question.value !== null),
    placeholderData: keepPreviousData,
  })
  return {
    // What belongs to another kind of report is not shown under this one's names.
    report: computed(() => {
      const data = query.data.value
      return data !== undefined && data.report === question.value?.report ? data : null
    }),
    fault: computed(() => (query.error.value === null ? null : faultOf(query.error.value))),
    isLoading: query.isFetching,
    again: () => query.refetch(),
  }
}
