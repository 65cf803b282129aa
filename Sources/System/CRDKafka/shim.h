#include <librdkafka/rdkafka.h>
#include <librdkafka/rdkafka_mock.h>

/// Queues one message without copying its value, which must live until its delivery report. Takes `headers` only when
/// it returns RD_KAFKA_RESP_ERR_NO_ERROR. Swift cannot call the variadic function itself.
static inline rd_kafka_resp_err_t tocsin_kafka_produce(
    rd_kafka_t *client, const char *topic, int32_t partition, const void *key, size_t key_length, const void *value,
    size_t value_length, int64_t timestamp_ms, rd_kafka_headers_t *headers, void *opaque) {
    return rd_kafka_producev(
        client, RD_KAFKA_V_TOPIC(topic), RD_KAFKA_V_PARTITION(partition), RD_KAFKA_V_MSGFLAGS(0),
        RD_KAFKA_V_KEY(key, key_length), RD_KAFKA_V_VALUE((void *)value, value_length),
        RD_KAFKA_V_TIMESTAMP(timestamp_ms), RD_KAFKA_V_HEADERS(headers), RD_KAFKA_V_OPAQUE(opaque), RD_KAFKA_V_END);
}
