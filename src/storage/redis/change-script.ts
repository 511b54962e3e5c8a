/**
 * Changes records of a table, each only where Redis still has the version that the writer knows, and tells the other
 * replicas of each change. Versions come from one counter, so a reader sees by their numbers that it missed none.
 *
 * KEYS[1] hash of the table · KEYS[2] stream of changes · KEYS[3] counter
 * ARGV[1] table · ARGV[2] this replica · ARGV[3] changes that are kept · then for each record: key, the known version
 * (0: none), the value (empty: remove it)
 *
 * Answers for each record {1, version} when it was written, or {0, the record that Redis has, empty for none}.
 */
export const CHANGE_SCRIPT = `
local answers = {}
for i = 4, #ARGV, 3 do
  local key, known, value = ARGV[i], ARGV[i + 1], ARGV[i + 2]
  local record = redis.call('HGET', KEYS[1], key)
  local version = record and string.match(record, '^%d+') or '0'
  if version ~= known then
    answers[#answers + 1] = {0, record or ''}
  elseif value == '' and not record then
    answers[#answers + 1] = {1, '0'}
  else
    local next = string.format('%.0f', redis.call('INCR', KEYS[3]))
    if value == '' then
      redis.call('HDEL', KEYS[1], key)
    else
      redis.call('HSET', KEYS[1], key, next .. '|' .. value)
    end
    redis.call('XADD', KEYS[2], 'MAXLEN', '~', ARGV[3], '*', 'n', next, 't', ARGV[1], 'k', key, 'w', ARGV[2])
    answers[#answers + 1] = {1, next}
  end
end
return answers`;
