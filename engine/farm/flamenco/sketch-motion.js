// SPDX-FileCopyrightText: 2026 Sketch Motion authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Flamenco job type: one task for each Sketch Motion job folder.
// Put this file into the manager's "scripts" folder and restart the manager.

const JOB_TYPE = {
    label: "Sketch Motion",
    description: "Animate drawings: runs job folders of Sketch Motion on shared storage",
    settings: [
        { key: "jobs_folder", type: "string", subtype: "dir_path", required: true,
          description: "Folder on shared storage that holds the job folders" },
        { key: "jobs", type: "string", required: true,
          description: "Names of the job folders, one a line" },
        { key: "python", type: "string", default: "python3",
          description: "Python of the engine on the workers" },
        { key: "engine_folder", type: "string", subtype: "dir_path", required: true,
          description: "Folder on the workers that holds the folder 'engine'" },
    ]
};

// Runs the engine without a variable of the environment, which Flamenco's tasks can't set.
const START = "import runpy, sys; sys.path.insert(0, sys.argv.pop(1)); "
    + "runpy.run_module('engine', run_name='__main__', alter_sys=True)";

function compileJob(job) {
    const settings = job.settings;
    for (const name of settings.jobs.split("\n")) {
        if (!name) {
            continue;
        }
        const task = author.Task(name, "misc");
        task.addCommand(author.Command("exec", {
            exe: settings.python,
            args: ["-s", "-u", "-c", START, settings.engine_folder, "run",
                   settings.jobs_folder + "/" + name],
        }));
        job.addTask(task);
    }
}
