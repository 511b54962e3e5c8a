/**
 * Claims a flush. A group that was flushed is not due before the moment that this flush left, unless that is further
 * away than its rhythm: then it was reckoned by a clock that was wrong.
 *
 * KEYS[1] timers · KEYS[2] lease · ARGV[1] the timer's key · ARGV[2] when the flush was due · ARGV[3] this replica ·
 * ARGV[4] milliseconds of the lease
 *
 * Answers {"mine"}, {"done"} or {"held", milliseconds that are left of it}.
 */
export const CLAIM_SCRIPT = `
local record = redis.call('HGET', KEYS[1], ARGV[1])
if record then
  local timer = cjson.decode(string.sub(record, string.find(record, '|', 1, true) + 1))
  local early = timer.dueMs - tonumber(ARGV[2])
  if timer.spanMs > 0 and early > 0 and early <= timer.spanMs then return {'done'} end
end
local holder = redis.call('GET', KEYS[2])
if holder and holder ~= ARGV[3] then return {'held', redis.call('PTTL', KEYS[2])} end
redis.call('SET', KEYS[2], ARGV[3], 'PX', ARGV[4])
return {'mine'}`;

/** Gives a lease back, unless it has run out and is another's. KEYS[1] lease · ARGV[1] this replica */
export const RELEASE_SCRIPT = `
if redis.call('GET', KEYS[1]) == ARGV[1] then return redis.call('DEL', KEYS[1]) end
return 0`;
