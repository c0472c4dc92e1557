/** Values of the examples in the API's documentation. */
export const EXAMPLE_SELLER = { code: 'RESP', password: '482913' };
export const EXAMPLE_EXPORT_ID = '019ab3f2-6c00-7f3a-8a51-1c2d3e4f5a6b';
export const EXAMPLE_JOB_ID = '019ab3f2-5b10-7d2a-9c41-6e5d4c3b2a19';
export const EXAMPLE_TICKET_ID = '019ab3f0-1b20-7c44-9d10-8f7e6d5c4b3a';
export const EXAMPLE_LINE_ID = '019ab3f0-2c31-7b1e-a2f4-0a1b2c3d4e5f';
export const EXAMPLE_PAYMENT_ID = '019ab3f0-9d42-7e0d-b5c6-5f4e3d2c1b0a';
export const EXAMPLE_MOVEMENT_ID = '019ab3f1-0a11-7c3e-9b22-4d5e6f708192';
export const EXAMPLE_OPENING_ID = '019ab3f1-1b22-7d4f-8c33-5e6f708192a3';
export const EXAMPLE_RECOUNT_ID = '019ab3f1-3d44-7f61-8e55-708192a3b4c5';
export const EXAMPLE_READING_ID = '019ab3f1-2c33-7e50-9d44-6f708192a3b4';
export const EXAMPLE_CLOSING_ID = '019ab3f1-4e53-7d9f-8c77-a0b1c2d3e4f5';
export const EXAMPLE_GRANT_ID = '019ab3f1-7a64-7e2c-b0d3-4c5b6a798877';
export const EXAMPLE_APPROVAL_ID = '019ab3f1-9b75-7a1d-8e42-6d7c8b9a0f1e';
export const EXAMPLE_TILL_ID = '019ab3e0-0c11-7d2e-9f53-7e8d9cab1020';
export const EXAMPLE_STORE_ID = '019ab3e0-0a01-7b1c-8d42-6c7d8e9fa0b1';
export const EXAMPLE_USER_ID = '019ab3e1-1d22-7e3f-8a64-8f9eadbc2131';
export const EXAMPLE_API_KEY_ID = '019ab3e1-2e33-7f40-9b75-90afbecd3242';
