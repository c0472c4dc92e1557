/** Where version 1 of the API begins. */
export const API = 'api/v1';
