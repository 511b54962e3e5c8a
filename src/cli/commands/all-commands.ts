import type { Command } from '../command-line/command.js';
import { alert, tocsinAlert } from './alert/alert.js';
import { checkConfig } from './check-config.js';
import { checkConfigWithAdvice } from './check-config-with-advice.js';
import { cluster } from './cluster.js';
import { config } from './config.js';
import { deadLetters } from './deliveries/dead-letters.js';
import { deliveries } from './deliveries/deliveries.js';
import { explain } from './explain/explain.js';
import { receivers } from './receivers/receivers.js';
import { routes } from './routes/routes.js';
import { silence, tocsinSilence } from './silence/silence.js';
import { storage } from './storage/storage.js';
import { template, tocsinTemplate } from './template/template.js';

/** What `amtool` can do, in the order of its help. */
export const AMTOOL_COMMANDS: readonly Command[] = [alert, silence, checkConfig, cluster, config, template];

/** What `tocsin` can do besides being the server: the same and more, and the routes without a detour. */
export const TOCSIN_COMMANDS: readonly Command[] = [
  explain,
  tocsinAlert,
  tocsinSilence,
  checkConfigWithAdvice,
  cluster,
  config,
  routes,
  receivers,
  deliveries,
  deadLetters,
  storage,
  tocsinTemplate,
];
