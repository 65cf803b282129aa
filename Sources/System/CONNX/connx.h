// The part that Tocsin uses of the C interface of ONNX Runtime, which is loaded when it is asked for (dlopen).
//
// The library exports OrtGetApiBase; what it points to gives a table of functions for a version of the interface. The
// table only ever grew at its end, so a function's slot, counted from 0, is the same in every version that has it.
#pragma once
#include <stddef.h>
#include <stdint.h>

// Of the interface that is asked for: every slot below was there in version 1; 7 is what ONNX Runtime 1.7 (2021) gave.
enum { ONNX_API_VERSION = 7 };
enum { ONNX_LOG_ERRORS = 3 };
enum { ONNX_FLOAT = 1 };
enum { ONNX_DEVICE_ALLOCATOR = 0, ONNX_DEFAULT_MEMORY = 0 };

typedef struct OnnxStatus OnnxStatus;
typedef struct OnnxEnvironment OnnxEnvironment;
typedef struct OnnxOptions OnnxOptions;
typedef struct OnnxSession OnnxSession;
typedef struct OnnxMemory OnnxMemory;
typedef struct OnnxValue OnnxValue;
typedef struct OnnxType OnnxType;
typedef struct OnnxShape OnnxShape;
typedef struct OnnxAllocator OnnxAllocator;

// Functions that give a status give NULL where all went well.
typedef struct OnnxTable {
    const void *slots0[2];
    const char *(*status_message)(const OnnxStatus *status);                                            // 2
    OnnxStatus *(*make_environment)(int level, const char *name, OnnxEnvironment **made);               // 3
    const void *slots4[4];
    OnnxStatus *(*make_session)(const OnnxEnvironment *environment, const void *model, size_t length,
                                const OnnxOptions *options, OnnxSession **made);                        // 8
    OnnxStatus *(*run)(OnnxSession *session, const void *options, const char *const *input_names,
                       const OnnxValue *const *inputs, size_t input_count, const char *const *output_names,
                       size_t output_count, OnnxValue **outputs);                                       // 9
    OnnxStatus *(*make_options)(OnnxOptions **made);                                                    // 10
    const void *slots11[13];
    OnnxStatus *(*set_threads)(OnnxOptions *options, int count);                                        // 24
    const void *slots25[5];
    OnnxStatus *(*input_count)(const OnnxSession *session, size_t *count);                              // 30
    OnnxStatus *(*output_count)(const OnnxSession *session, size_t *count);                             // 31
    const void *slots32[1];
    OnnxStatus *(*input_type)(const OnnxSession *session, size_t number, OnnxType **type);              // 33
    const void *slots34[2];
    OnnxStatus *(*input_name)(const OnnxSession *session, size_t number, OnnxAllocator *allocator,
                              char **name);                                                             // 36
    OnnxStatus *(*output_name)(const OnnxSession *session, size_t number, OnnxAllocator *allocator,
                               char **name);                                                            // 37
    const void *slots38[11];
    OnnxStatus *(*make_tensor)(const OnnxMemory *memory, void *data, size_t length, const int64_t *shape,
                               size_t axes, int type, OnnxValue **made);                                // 49
    const void *slots50[1];
    OnnxStatus *(*tensor_data)(OnnxValue *tensor, void **data);                                         // 51
    const void *slots52[3];
    OnnxStatus *(*tensor_shape_of_type)(const OnnxType *type, const OnnxShape **shape);                 // 55
    const void *slots56[4];
    OnnxStatus *(*element_type)(const OnnxShape *shape, int *type);                                     // 60
    OnnxStatus *(*axis_count)(const OnnxShape *shape, size_t *count);                                   // 61
    OnnxStatus *(*axes)(const OnnxShape *shape, int64_t *lengths, size_t count);                        // 62
    const void *slots63[1];
    OnnxStatus *(*element_count)(const OnnxShape *shape, size_t *count);                                // 64
    OnnxStatus *(*tensor_shape)(const OnnxValue *tensor, OnnxShape **shape);                            // 65
    const void *slots66[3];
    OnnxStatus *(*make_memory)(int allocator, int kind, OnnxMemory **made);                             // 69
    const void *slots70[6];
    OnnxStatus *(*free)(OnnxAllocator *allocator, void *memory);                                        // 76
    const void *slots77[1];
    OnnxStatus *(*default_allocator)(OnnxAllocator **allocator);                                        // 78
    const void *slots79[13];
    void (*release_environment)(OnnxEnvironment *environment);                                          // 92
    void (*release_status)(OnnxStatus *status);                                                         // 93
    void (*release_memory)(OnnxMemory *memory);                                                         // 94
    void (*release_session)(OnnxSession *session);                                                      // 95
    void (*release_value)(OnnxValue *value);                                                            // 96
    const void *slots97[1];
    void (*release_type)(OnnxType *type);                                                               // 98
    void (*release_shape)(OnnxShape *shape);                                                            // 99
    void (*release_options)(OnnxOptions *options);                                                      // 100
} OnnxTable;

typedef struct OnnxBase {
    const OnnxTable *(*table)(uint32_t version);
    const char *(*version)(void);
} OnnxBase;

typedef const OnnxBase *(*OnnxGetBase)(void);
