import { dataSourceOptions, openDatabase } from '@encaisse/service-kit';
import type { DynamicModule, Provider } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { AcknowledgeAlertHandler } from './alerts/acknowledge-alert.handler.js';
import { AlertRepository } from './alerts/alert.repository.js';
import { AlertRequests } from './alerts/alert.requests.js';
import { AlertChanges } from './alerts/alert-changes.js';
import { AlertWatch } from './alerts/alert-watch.js';
import { ChangeThresholdsHandler } from './alerts/change-thresholds.handler.js';
import { ConditionAlerts } from './alerts/condition-alerts.js';
import { EventAlerts } from './alerts/event-alerts.js';
import { Hearing } from './alerts/hearing.js';
import { ListAlertsQuery } from './alerts/list-alerts.query.js';
import { NewsRepository } from './alerts/news.repository.js';
import { ReadThresholdsQuery } from './alerts/read-thresholds.query.js';
import { SightRepository } from './alerts/sight.repository.js';
import { ThresholdRepository } from './alerts/threshold.repository.js';
import { ChangeLog } from './changes/change-log.js';
import { ChangesQuery } from './changes/changes.query.js';
import { Forgetting } from './changes/forgetting.js';
import { NewPositions } from './changes/new-positions.js';
import { Clock, SystemClock } from './clock.js';
import { ActHandler } from './commands/act.handler.js';
import { CommandJournal } from './commands/command-journal.js';
import { CommandListQuery } from './commands/command-list.query.js';
import { CommandRounds } from './commands/command-rounds.js';
import { CommandScope } from './commands/command-scope.js';
import { CommandsRequests } from './commands/commands.requests.js';
import { StoreAsking } from './commands/store-asking.js';
import { WithdrawCommandHandler } from './commands/withdraw-command.handler.js';
import { DELIVERIES } from './deliveries/delivery.providers.js';
import { ListRequests } from './lists/list.requests.js';
import { SumsRequests } from './lists/sums.requests.js';
import { MessageProjection } from './messages/message.projection.js';
import { MessagesQuery } from './messages/messages.query.js';
import { MessagesRequests } from './messages/messages.requests.js';
import { PEOPLE } from './people/people.providers.js';
import { ReportPresenceHandler } from './presence/report-presence.handler.js';
import { TillFlips } from './presence/till-flips.js';
import { TillSightRepository } from './presence/till-sight.repository.js';
import { TillWatch } from './presence/till-watch.js';
import type { Projection } from './projections/projection.js';
import { PROJECTIONS, Projector } from './projections/projector.js';
import { ReadModelCheck } from './projections/read-model-check.js';
import { Rebuild } from './projections/rebuild.js';
import { StoreProjection } from './projections/store.projection.js';
import { LifeReplay } from './registers/life-replay.js';
import { OverviewQuery } from './registers/overview.query.js';
import { RegisterProjection } from './registers/register.projection.js';
import { SalesQuery } from './sales/sales.query.js';
import { DifferencesQuery } from './sessions/differences.query.js';
import { JobProjection } from './sessions/job.projection.js';
import { RegisterJobsQuery } from './sessions/register-jobs.query.js';
import { SessionProjection } from './sessions/session.projection.js';
import { SessionsQuery } from './sessions/sessions.query.js';
import { EventTaking } from './streams/event-taking.js';
import { PieceTaking } from './streams/piece-taking.js';
import { StreamRepository } from './streams/stream.repository.js';
import { TakeEventsHandler } from './streams/take-events.handler.js';
import type { SupervisionConfig } from './supervision.config.js';
import { SupervisionRequests } from './supervision.requests.js';
import { SoldTickets } from './tickets/sold-tickets.js';
import { TicketProjection } from './tickets/ticket.projection.js';
import { TicketsQuery } from './tickets/tickets.query.js';
import { NoteProjection } from './timeline/note.projection.js';
import { TimelineQuery } from './timeline/timeline.query.js';

class SupervisionModule {}

export function supervisionModule(config: SupervisionConfig): DynamicModule {
  const database = TypeOrmModule.forRootAsync({
    useFactory: () =>
      dataSourceOptions({
        url: config.DATABASE_URL,
        type: config.DATABASE_TYPE,
        poolSize: config.DATABASE_POOL,
        entities: [],
      }),
    dataSourceFactory: openDatabase,
  });
  return {
    module: SupervisionModule,
    imports: [database],
    providers: [
      ...STREAMS,
      ...PRESENCE,
      ...READ_MODEL,
      ...CHANGES,
      ...COMMANDS,
      ...PEOPLE,
      SupervisionRequests,
      ...LISTS,
      ...ALERTS,
      ...DELIVERIES,
    ],
  };
}

const STREAMS: Provider[] = [
  StreamRepository,
  PieceTaking,
  EventTaking,
  TakeEventsHandler,
  ReportPresenceHandler,
];
const PRESENCE: Provider[] = [TillSightRepository, TillFlips, TillWatch];

/** In the order in which they follow from an event. */
const PARTS = [
  StoreProjection,
  RegisterProjection,
  SessionProjection,
  JobProjection,
  TicketProjection,
  NoteProjection,
  MessageProjection,
];
const READ_MODEL: Provider[] = [
  LifeReplay,
  SoldTickets,
  ...PARTS,
  { provide: PROJECTIONS, useFactory: (...parts: Projection[]) => parts, inject: PARTS },
  Projector,
  Rebuild,
  ReadModelCheck,
  OverviewQuery,
];
const LISTS: Provider[] = [
  SessionsQuery,
  DifferencesQuery,
  RegisterJobsQuery,
  TicketsQuery,
  SalesQuery,
  TimelineQuery,
  ListRequests,
  SumsRequests,
  MessagesQuery,
  MessagesRequests,
];
const CHANGES: Provider[] = [ChangeLog, ChangesQuery, Forgetting, NewPositions];

/** What head office is warned of. */
const ALERTS: Provider[] = [
  { provide: Clock, useClass: SystemClock },
  AlertRepository,
  ThresholdRepository,
  SightRepository,
  NewsRepository,
  AlertChanges,
  EventAlerts,
  Hearing,
  ConditionAlerts,
  AlertWatch,
  AcknowledgeAlertHandler,
  ChangeThresholdsHandler,
  ReadThresholdsQuery,
  ListAlertsQuery,
  AlertRequests,
];

/** What head office has done in stores. */
const COMMANDS: Provider[] = [
  CommandJournal,
  StoreAsking,
  CommandRounds,
  CommandScope,
  ActHandler,
  WithdrawCommandHandler,
  CommandListQuery,
  CommandsRequests,
];
