/**
 * Notes that a state of a lane goes into the queue, unless a newer one did. Versions are milliseconds of the clock of
 * Redis, and never the same twice: so they go on growing also where Redis comes back empty.
 *
 * KEYS[1] lane · KEYS[2] the last version · ARGV[1] the version, 0 for the next · ARGV[2] queue and job, with a colon
 * between · ARGV[3] milliseconds that the lane is remembered
 *
 * Answers the version, or 0 where a newer one is known.
 */
export const ANNOUNCE_SCRIPT = `
local version = tonumber(ARGV[1])
if version == 0 then
  local time = redis.call('TIME')
  version = math.max(time[1] * 1000 + math.floor(time[2] / 1000), tonumber(redis.call('GET', KEYS[2]) or '0') + 1)
  redis.call('SET', KEYS[2], string.format('%.0f', version))
else
  local known = redis.call('GET', KEYS[1])
  if known and tonumber(string.match(known, '^%d+')) > version then return '0' end
end
local text = string.format('%.0f', version)
redis.call('SET', KEYS[1], text .. '|' .. ARGV[2], 'PX', ARGV[3])
return text`;

/**
 * Says that what went into the queue for a lane has nothing to tell any more, or was told elsewhere.
 *
 * KEYS[1] lane · ARGV[1] what the keys of queues begin with · ARGV[2] only if this is its queue and job; empty for any
 *
 * Answers its queue and job, while that is there.
 */
export const OVER_SCRIPT = `
local known = redis.call('GET', KEYS[1])
if not known then return false end
local version, job = string.match(known, '^(%d+)|(.*)$')
if job == '' or (ARGV[2] ~= '' and ARGV[2] ~= job) then return false end
if redis.call('EXISTS', ARGV[1] .. job) == 0 then return false end
redis.call('SET', KEYS[1], string.format('%.0f', tonumber(version) + 1) .. '|', 'KEEPTTL')
return job`;

/** Answers the data of a lane's newest job. KEYS[1] lane · ARGV[1] what the keys of queues begin with */
export const NEWEST_SCRIPT = `
local known = redis.call('GET', KEYS[1])
if not known then return false end
return redis.call('HGET', ARGV[1] .. string.match(known, '|(.*)$'), 'data')`;
