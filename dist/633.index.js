export const id = 633;
export const ids = [633];
export const modules = {

/***/ 633:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   tellFailure: () => (/* binding */ tellFailure)
/* harmony export */ });
/* harmony import */ var _cancellation_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(632);
/* harmony import */ var _inputs_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(812);
/* harmony import */ var _report_log_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(472);
/* harmony import */ var _termination_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(925);
/* harmony import */ var _wait_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(910);
/* harmony import */ var _xplenty_errors_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(621);






const HINTS = {
    401: 'Check api-key: the service does not know this key.',
    402: "The account's billing has to be put in order first, on its page at the service.",
    403: 'The user of this key may not do this in this account. Use the key of a user who may.',
    404: 'Check job-id and account-id: with this key no such job can be seen in the account.',
    407: 'Check the user name and password in HTTPS_PROXY.',
    429: 'The hourly allowance of this user is used up. Run this step again later, or use the key of another user.',
};
function tellFailure(error) {
    if (error instanceof _inputs_js__WEBPACK_IMPORTED_MODULE_1__/* .InvalidInputs */ .h) {
        for (const mistake of error.mistakes)
            _report_log_js__WEBPACK_IMPORTED_MODULE_2__/* .log */ .R.error(mistake, 'Nothing was terminated: an input is wrong');
    }
    else if (error instanceof _termination_js__WEBPACK_IMPORTED_MODULE_3__/* .NotTerminated */ .j)
        tellNotTerminated(error);
    else if (error instanceof _wait_js__WEBPACK_IMPORTED_MODULE_4__/* .NotOver */ .uU)
        tellNotOver(error);
    else if (error instanceof _wait_js__WEBPACK_IMPORTED_MODULE_4__/* .OutOfSight */ .XM)
        tellOutOfSight(error);
    else if (error instanceof _cancellation_js__WEBPACK_IMPORTED_MODULE_0__/* .Cancelled */ .cJ)
        tellCancelled(error);
    else
        tellDefect(error);
}
function tellNotTerminated(error) {
    const { ref, cause, job, look } = error;
    const title = `Job ${ref.id} was not terminated`;
    if (job !== undefined) {
        _report_log_js__WEBPACK_IMPORTED_MODULE_2__/* .log */ .R.error(`${title}: ${cause.message}. A look shows that it is still ${job.status}.${hint(cause)}`, title);
    }
    else if (error.isOpen) {
        const seen = look === undefined ? '' : ` A look at it failed as well: ${look.message}.`;
        _report_log_js__WEBPACK_IMPORTED_MODULE_2__/* .log */ .R.error(`It is not known whether job ${ref.id} was terminated: ${cause.message}.${seen}${hint(cause)} ${AGAIN}`, `Job ${ref.id} may still be running`);
    }
    else {
        const seen = look === undefined ? '' : ` A look does not show the job: ${look.message}.`;
        _report_log_js__WEBPACK_IMPORTED_MODULE_2__/* .log */ .R.error(`${title}: ${cause.message}.${seen}${hint(cause)}`, title);
    }
}
const AGAIN = 'Look at the job at the service, or run this step again: terminating a job twice does no harm.';
function tellNotOver({ job, timeoutMs, cause }) {
    const last = cause === undefined ? '' : ` The last look failed: ${cause.message}.`;
    _report_log_js__WEBPACK_IMPORTED_MODULE_2__/* .log */ .R.error(`Job ${job.id} has not stopped within ${(0,_report_log_js__WEBPACK_IMPORTED_MODULE_2__/* .duration */ .p)(timeoutMs)}: when last seen it was ${job.status}.${last} ` +
        'The termination goes on at the service. If its jobs take longer to stop, raise timeout-seconds.', `Job ${job.id} has not stopped yet`);
}
function tellOutOfSight({ job, cause }) {
    _report_log_js__WEBPACK_IMPORTED_MODULE_2__/* .log */ .R.error(`The termination of job ${job.id} was accepted, but whether it has stopped is not known: ${cause.message}. ` +
        `When last seen it was ${job.status}.${hint(cause)}`, `Job ${job.id} cannot be seen any more`);
}
function tellCancelled({ jobId, job, cause }) {
    if (job === undefined) {
        _report_log_js__WEBPACK_IMPORTED_MODULE_2__/* .log */ .R.error(`Cancelled before the API had answered: it is not known whether job ${jobId} was terminated ` +
            `(${cause.message}). ${AGAIN}`, `Job ${jobId} may still be running`);
    }
    else {
        _report_log_js__WEBPACK_IMPORTED_MODULE_2__/* .log */ .R.error(`Cancelled. The termination of job ${jobId} is under way: when last seen it was ${job.status}. It was not waited for.`, `The termination of job ${jobId} is under way`);
    }
}
function tellDefect(error) {
    const { message, stack } = error instanceof Error ? error : new Error(String(error));
    _report_log_js__WEBPACK_IMPORTED_MODULE_2__/* .log */ .R.debug(stack ?? '');
    _report_log_js__WEBPACK_IMPORTED_MODULE_2__/* .log */ .R.error(`This should not have happened: ${message}. Whether the job was terminated is told above, if it was. ` +
        'Please report it, with the debug log.', 'Terminate Xplenty Job has a defect');
}
function hint(cause) {
    const fault = cause instanceof _xplenty_errors_js__WEBPACK_IMPORTED_MODULE_5__/* .GaveUp */ .TL ? cause.cause : cause;
    const text = fault instanceof _xplenty_errors_js__WEBPACK_IMPORTED_MODULE_5__/* .ApiRefusal */ .n5 ? HINTS[fault.statusCode] : undefined;
    return text === undefined ? '' : ` ${text}`;
}


/***/ })

};
