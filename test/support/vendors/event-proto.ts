import protobuf from 'protobufjs';

/** Alertmanager's messages, as a consumer of its events knows them. */
const { root } = protobuf.parse(`
  syntax = "proto3";
  message Event { Moment timestamp = 1; string instance = 2; EventData data = 3; uint32 cluster_position = 4; }
  message Moment { int64 seconds = 1; int32 nanos = 2; }
  message EventData {
    oneof event_type {
      Startup alertmanager_startup_event = 1;
      Shutdown alertmanager_shutdown_event = 2;
      AlertCreated alert_created = 3;
      AlertInGroup alert_resolved = 4;
      AlertInGroup alert_grouped = 5;
      Notification notification = 6;
      SilenceEvent silence_created = 7;
      SilenceEvent silence_updated = 8;
      SilenceMuted silence_muted_alert = 9;
      InhibitionMuted inhibition_muted_alert = 10;
    }
  }
  message Startup { string version = 1; string build_context = 2; }
  message Shutdown {}
  message LabelPair { string key = 1; string value = 2; }
  message LabelSet { repeated LabelPair labels = 1; }
  message Alert {
    uint64 fingerprint = 1; string name = 2; LabelSet labels = 3; LabelSet annotations = 4;
    Moment starts_at = 5; Moment ends_at = 6; bool resolved = 7;
  }
  message GroupedAlert { uint64 hash = 1; Alert details = 2; }
  message Group {
    string group_key = 1; LabelSet group_labels = 2; string group_id = 3; string receiver_name = 4;
    repeated Matcher matchers = 5; string group_uuid = 6;
  }
  message AlertCreated { Alert alert = 1; }
  message AlertInGroup { GroupedAlert alert = 1; Group group_info = 2; }
  enum Reason { UNSPECIFIED = 0; FIRST_NOTIFICATION = 1; NEW_ALERTS = 2; NEW_RESOLVED = 3; ALL_RESOLVED = 4; REPEAT = 5; }
  message Integration { string name = 1; int64 index = 2; }
  message Notification {
    repeated GroupedAlert alerts = 1; repeated GroupedAlert firing_alerts = 2; repeated GroupedAlert resolved_alerts = 3;
    repeated GroupedAlert muted_alerts = 4; Group group_info = 5; Moment repeat_interval = 6; Reason reason = 7;
    uint64 flush_id = 8; Integration integration = 9;
  }
  enum MatcherType { TYPE_UNSPECIFIED = 0; TYPE_EQUAL = 1; TYPE_REGEXP = 2; TYPE_NOT_EQUAL = 3; TYPE_NOT_REGEXP = 4; }
  message Matcher { MatcherType type = 1; string name = 2; string pattern = 3; string rendered = 4; }
  message MatcherSet { repeated Matcher matchers = 1; }
  message Silence {
    string id = 1; repeated Matcher matchers = 2; LabelSet annotations = 3; Moment starts_at = 4; Moment ends_at = 5;
    Moment updated_at = 6; string created_by = 7; string comment = 8; repeated MatcherSet matcher_sets = 9;
  }
  message SilenceEvent { Silence silence = 1; }
  message MutedAlert { LabelSet labels = 1; uint64 fingerprint = 2; }
  message SilenceMuted { Silence silence = 1; MutedAlert muted_alert = 2; }
  message InhibitRule {
    repeated Matcher source_matchers = 1; repeated Matcher target_matchers = 2; repeated string equal_labels = 3;
    string name = 4;
  }
  message InhibitionMuted {
    repeated InhibitRule inhibit_rules = 1; MutedAlert muted_alert = 2; repeated uint64 inhibiting_fingerprints = 3;
  }
`);
const Event = root.lookupType('Event');

/** Reads an event; 64-bit numbers become texts. @throws when it is none */
export function decodeEvent(bytes: Uint8Array): Record<string, unknown> {
  return Event.toObject(Event.decode(bytes), { longs: String, enums: String });
}
